// The other way of the button "Scan now": the Functions host itself, through Azure Resource Manager, is told to run the
// function of the timer. Nothing more is deployed than a role; but the call is no documented part of Azure Resource
// Manager, and the role lets its holders do more to the host than start a scan.
targetScope = 'resourceGroup'

@description('Name of the function app.')
param appName string

@description('Makes the name of the role unique in the tenant.')
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

resource runner 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(resourceGroup().id, appName, 'function runner')
  properties: {
    roleName: 'Arc Fleet Function Runner ${roleSuffix}'
    description: 'Calls the host of the functions of the scanner: runs functions, and whatever else the host offers there.'
    type: 'CustomRole'
    permissions: [
      {
        actions: [
          'Microsoft.Web/sites/hostruntime/host/action'
        ]
      }
    ]
    assignableScopes: [
      resourceGroup().id
    ]
  }
}

resource operatorsRunFunctions 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for operatorId in operatorIds: {
  name: guid(app.id, operatorId, runner.id)
  scope: app
  properties: {
    description: 'May press "Scan now" in the workbook.'
    principalId: operatorId
    principalType: operatorType
    roleDefinitionId: runner.id
  }
}]

@description('Resource ID of the role.')
output roleId string = runner.id
