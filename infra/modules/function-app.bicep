// The function app, on the Flex Consumption plan.
targetScope = 'resourceGroup'

@description('Name of the app.')
param name string

@description('Name of its plan.')
param planName string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Resource ID of the identity that the app runs as.')
param identityId string

@description('Addresses of the services of the storage account: blob, queue, table.')
param storageAddresses object

@description('Address of the container with the package of the app.')
param packageContainer string

@description('Name of the Application Insights component, in this resource group.')
param applicationInsightsName string

@description('Client id of the identity that the app runs as.')
param identityClientId string

@description('Settings of the scanner: ARCFLEET_ keys and their values.')
param scannerSettings object

@description('How many instances the platform may start; each scans one shard at a time.')
@minValue(40)
@maxValue(1000)
param maximumInstances int

@description('Memory of an instance, in MB.')
@allowed([
  512
  2048
  4096
])
param instanceMemory int

@description('Resource ID of the subnet that the app sends through; empty: none.')
param subnetId string

resource component 'Microsoft.Insights/components@2020-02-02' existing = {
  name: applicationInsightsName
}

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
  }
}

var platformSettings = {
  // Not the name of the account, which the Functions host takes for one of the public cloud.
  AzureWebJobsStorage__blobServiceUri: storageAddresses.blob
  AzureWebJobsStorage__queueServiceUri: storageAddresses.queue
  AzureWebJobsStorage__tableServiceUri: storageAddresses.table
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  // No secret: the component takes no key, only the identity of the next line.
  APPLICATIONINSIGHTS_CONNECTION_STRING: component.properties.ConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  // azd finds the app that it deploys to by this tag.
  tags: union(tags, { 'azd-service-name': 'scanner' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageContainer
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      runtime: {
        name: 'java'
        version: '21'
      }
      scaleAndConcurrency: {
        maximumInstanceCount: maximumInstances
        instanceMemoryMB: instanceMemory
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      appSettings: map(items(union(platformSettings, scannerSettings)), setting => {
        name: setting.key
        value: setting.value
      })
    }
  }
}

// Deployment is by identity too; the passwords of the publishing profile stay off.
resource noScmPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {
  parent: app
  name: 'scm'
  properties: {
    allow: false
  }
}

resource noFtpPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {
  parent: app
  name: 'ftp'
  properties: {
    allow: false
  }
}

@description('Resource ID of the app.')
output id string = app.id

@description('Name of the app.')
output name string = app.name

@description('Host name of the app.')
output hostName string = app.properties.defaultHostName
