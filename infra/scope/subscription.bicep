// What the app must be allowed to read in one subscription: a custom role with exactly the actions that the scanner uses,
// and its assignment to the identity of the app.
targetScope = 'subscription'

@description('Principal that the app runs as: the output appPrincipalId of main.bicep.')
param principalId string

@description('Whether clusters are entered through cluster connect; otherwise the role has no action for that.')
param clusterConnect bool = true

var shipped = loadJsonContent('../cluster-access/arm-role.json')
var connectAction = 'Microsoft.Kubernetes/connectedClusters/listClusterUserCredential/action'

resource scanner 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  // One role for each identity: another installation in this scope may be allowed more, or less.
  name: guid(subscription().id, principalId, shipped.Name)
  properties: {
    // Names of roles are unique in a tenant, and this one may be made for several scopes and identities.
    roleName: '${shipped.Name} (${uniqueString(subscription().id, principalId)})'
    description: shipped.Description
    type: 'CustomRole'
    permissions: [
      {
        actions: filter(shipped.Actions, action => clusterConnect || action != connectAction)
      }
    ]
    assignableScopes: [
      subscription().id
    ]
  }
}

resource appReadsFleet 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(subscription().id, principalId, scanner.id)
  scope: subscription()
  properties: {
    description: 'The scanner lists the connected clusters, their extensions and Flux configurations, and asks for a way into them.'
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: scanner.id
  }
}

@description('Resource ID of the role.')
output roleId string = scanner.id
