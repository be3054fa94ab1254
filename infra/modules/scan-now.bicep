// What the button "Scan now" of the workbook runs: a Logic App, which any operator with one role may start, asks the app
// for a scan with its own identity.
targetScope = 'resourceGroup'

@description('Name of the Logic App.')
param name string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Name of the function app.')
param appName string

@description('Host name of the function app.')
param appHostName string

@description('Client id of the app registration that stands for the HTTP functions.')
param entraClientId string

@description('Makes the names of the roles unique in the tenant.')
param roleSuffix string

@description('Object ids of the groups or users that may press the button.')
param operatorIds array

@description('What operatorIds are.')
@allowed([
  'User'
  'Group'
])
param operatorType string

resource app 'Microsoft.Web/sites@2024-04-01' existing = {
  name: appName
}

var resourceManager = environment().resourceManager

resource logicApp 'Microsoft.Logic/workflows@2019-05-01' = {
  name: name
  location: location
  tags: tags
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    state: 'Enabled'
    // The address of the trigger has a signature of its own that would let anybody in; Azure Resource Manager is the only
    // way. any(): the property is documented, but newer than the types of this version.
    accessControl: any({
      triggers: {
        sasAuthenticationPolicy: {
          state: 'Disabled'
        }
      }
    })
    definition: {
      '$schema': 'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#'
      contentVersion: '1.0.0.0'
      triggers: {
        manual: {
          type: 'Request'
          kind: 'Http'
          inputs: {
            schema: {}
          }
        }
      }
      actions: {
        // The key is asked for each time, so that it is stored nowhere.
        Key: {
          type: 'Http'
          inputs: {
            method: 'POST'
            uri: '${resourceManager}${substring(app.id, 1)}/functions/startScan/listkeys?api-version=2024-04-01'
            authentication: {
              type: 'ManagedServiceIdentity'
              audience: resourceManager
            }
          }
          runtimeConfiguration: {
            secureData: {
              properties: [
                'outputs'
              ]
            }
          }
          runAfter: {}
        }
        Scan: {
          type: 'Http'
          inputs: {
            method: 'POST'
            uri: 'https://${appHostName}/api/scans'
            headers: {
              'x-functions-key': '@{body(\'Key\')[\'default\']}'
            }
            // What the button sent: nothing for the configured scope, or clusters.
            body: '@triggerBody()'
            authentication: {
              type: 'ManagedServiceIdentity'
              audience: 'api://${entraClientId}'
            }
          }
          // The app answers 202 with the address of the scan; following it would need another key, and the scan has
          // a history to look at.
          operationOptions: 'DisableAsyncPattern'
          runtimeConfiguration: {
            secureData: {
              properties: [
                'inputs'
              ]
            }
          }
          runAfter: {
            Key: [
              'Succeeded'
            ]
          }
        }
      }
    }
  }
}

resource keyReader 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(resourceGroup().id, name, 'key of startScan')
  properties: {
    roleName: 'Arc Fleet Scan Key Reader ${roleSuffix}'
    description: 'Reads the keys of single functions of the scanner, and nothing else.'
    type: 'CustomRole'
    permissions: [
      {
        actions: [
          'Microsoft.Web/sites/functions/listkeys/action'
        ]
      }
    ]
    assignableScopes: [
      resourceGroup().id
    ]
  }
}

resource logicAppReadsKey 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(app.id, logicApp.id, keyReader.id)
  scope: app
  properties: {
    description: 'The Logic App needs the key of the function startScan, beside its own identity, to ask for a scan.'
    principalId: logicApp.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: keyReader.id
  }
}

resource requester 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(resourceGroup().id, name, 'scan requester')
  properties: {
    roleName: 'Arc Fleet Scan Requester ${roleSuffix}'
    description: 'Starts the Logic App that asks for a scan. The built-in Logic App Operator cannot.'
    type: 'CustomRole'
    permissions: [
      {
        actions: [
          'Microsoft.Logic/workflows/triggers/run/action'
        ]
      }
    ]
    assignableScopes: [
      resourceGroup().id
    ]
  }
}

resource operatorsRequestScans 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for operatorId in operatorIds: {
  name: guid(logicApp.id, operatorId, requester.id)
  scope: logicApp
  properties: {
    description: 'May press "Scan now" in the workbook.'
    principalId: operatorId
    principalType: operatorType
    roleDefinitionId: requester.id
  }
}]

@description('Resource ID of the Logic App.')
output id string = logicApp.id

@description('Principal of the Logic App.')
output principalId string = logicApp.identity.principalId
